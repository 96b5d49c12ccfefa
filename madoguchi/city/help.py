"""What `madoguchi city --help` says."""

ABOUT = """\
市の定義（cities/<市>/ の YAML と Markdown）を確かめ、読み込み、書き戻します。
Checks, loads and writes back the city's definitions (YAML and Markdown in cities/<city>/).

  madoguchi city check            誤りをすべて示す           show every mistake
  madoguchi city test             定義に付いた例を試す       run the examples that definitions carry
  madoguchi city diff             データベースとの違い       what differs from the database
  madoguchi city load             データベースに読み込む     load into the database
  madoguchi city export           データベースから書き戻す   write the database back into the folder
  madoguchi city new NAME         新しい市のひな形を作る     begin a new city
  madoguchi city schema           書ける項目の一覧           what may be written

フォルダーは MADOGUCHI_CITY か --city で選びます。
The folder is chosen by MADOGUCHI_CITY or --city.
"""

CHECK = """\
フォルダーの誤りをすべて示す / show every mistake in the folder

どのファイルの何行目か、何が書かれていて何が必要か、近い名前があればそれも示します。誤りがあれば1で終わります。
Names file and line, what was found, what was expected, and near names. Exits 1 if there is any error.
"""
TEST = """\
定義に付いた例（examples）を試す / run the examples that definitions carry

1件ずつ名前を示し、例がどのページ・問い・分岐・書類・結果に届いたかを数えます。不合格や届かないところがあれば1で終わります。
Prints every example by name, and which pages, questions, branches, papers and results they reach. Exits 1 if one
fails, or if something is not reached.
"""
LOAD = """\
フォルダーをデータベースに読み込む / load the folder into the database

すべて読み込むか、まったく読み込まないかです。同じ内容なら何もしません。消えた定義は廃止になり、削除されません。
前回の読み込みのあとに職員画面で公開された定義と食い違うときは、違いを示して2で終わります（--take で選べます）。
All or nothing; the same folder again does nothing; what has gone is retired, never deleted. Where it would
overwrite what was published from the desk since the last load, it shows the difference and exits 2 (see --take).
"""
EXPORT = """\
データベースの内容をフォルダーに書き戻す / write the database back into the folder

公開中の定義を YAML に書きます。内容が同じファイルには触れません。書いたあと読み直して、一致を確かめます。
Writes what is in force as YAML; files that already say the same stay untouched; reads it again and compares.
"""
DIFF = """\
フォルダーとデータベースの違いを示す / show what differs between folder and database

読み込んだら何が追加・変更・廃止になるかを、項目ごとに示します。
Shows what a load would add, change and retire, key by key.
"""
NEW = """\
新しい市のひな形を作る / begin a new city

名前、コード、所属、閉庁日、言語、はじめに入れる手続きを順にたずね（--interview、端末ではいつも）、説明の付いた YAML を
cities/NAME に置きます。そのまま check と test に合格します。
Asks for name, code, departments, closed days, languages and the procedures to begin with (--interview; always at a
terminal), and puts commented YAML into cities/NAME, which passes check and test as it is.
"""
SCHEMA = """\
定義に書ける項目の一覧を出す / print what may be written in definitions
"""
