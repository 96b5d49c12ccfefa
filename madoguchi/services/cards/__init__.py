"""cards マイナンバーカードの更新と交付: nobody's card or certificate runs out unnoticed.

Keeps true: a card's or certificate's end is known once, however often its file comes; a person is told once for each
stage, by the means they chose; whoever has renewed is told no more; nothing here is ever 個人番号.
Words: 期限の取込み `ExpiryFile`, 更新対象 `Renewal`, お知らせ `Told`, 連絡 `FollowUp`, 交付の統計 `IssueFigure`.
"""
