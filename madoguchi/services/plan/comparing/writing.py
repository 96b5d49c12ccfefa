"""Writing: a comparison as a file that stands alone, in HTML or Markdown. Japanese, as the plan is."""

from collections.abc import Iterator
from html import escape

from madoguchi.core.calendar.public import format_fiscal_year
from madoguchi.services.plan.comparing.editions import Cell, Change, Comparison, Status
from madoguchi.services.plan.comparing.texts import Span

STYLE = """body{font-family:sans-serif;line-height:1.7;max-width:60rem;margin:2rem auto;padding:0 1rem}
ins{color:#b00000;text-decoration:underline}del{color:#555;text-decoration:line-through}
table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left;vertical-align:top}
td.as-planned{background:#d9d9d9}.reason{color:#4d4d4d}"""
STATUS: dict[Status, str] = {"same": "変更なし", "changed": "変更", "added": "追加", "dropped": "廃止"}
MARKS = {"same": ("", ""), "ins": ("**［追加］", "**"), "del": ("~~", "~~")}


def as_html(comparison: Comparison, title: str) -> str:
    name = f"{title}　見え消し（{comparison.old.title.ja} → {comparison.new.title.ja}）"
    body = "\n".join(_html(comparison))
    return (
        f'<!doctype html>\n<html lang="ja">\n<head><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{STYLE}</style></head>\n<body><h1>{escape(name)}</h1>\n{body}\n</body></html>\n"
    )


def as_markdown(comparison: Comparison, title: str) -> str:
    lines = [f"# {title}　見え消し（{comparison.old.title.ja} → {comparison.new.title.ja}）", ""]
    for name, found in summary(comparison):
        lines.append(f"- {name} {len(found)}" + (f"：{'、'.join(found)}" if found else ""))
    for level, change, head in changes(comparison):
        lines += ["", f"{'#' * level} {head}{_md(change.title.spans)}" + _status(change)]
        labels = ["内容"] if len(change.parts) == 1 else ["担当課", "取組事項", "実施内容"]
        for label, part in zip(labels, change.parts, strict=True):
            lines += ["", f"{label}：{_md(part.spans)}"]
        if change.lines:
            lines += ["", "|".join(["", "実施工程", *(format_fiscal_year(y) for y in comparison.years), ""])]
            lines.append("|" + "---|" * (1 + len(comparison.years)))
            lines += ["|".join(["", line.label or "―", *(_md_cell(cell) for cell in line.cells), ""]) for line in change.lines]
        if change.reason:
            lines += ["", f"理由：{change.reason.ja}"]
    return "\n".join(lines) + "\n"


def summary(comparison: Comparison) -> list[tuple[str, list[str]]]:
    order: tuple[Status, ...] = ("added", "changed", "dropped", "same")
    return [(STATUS[status], [one.key for one in comparison.with_status(status)]) for status in order]


def changes(comparison: Comparison) -> Iterator[tuple[int, Change, str]]:
    """Everything in order: level of its heading, the change, what stands before its title."""
    for chapter in comparison.chapters:
        yield 2, chapter, f"{chapter.key.removeprefix('chapter-')}. "
    for policy in comparison.policies:
        yield 2, policy.direction, f"({policy.policy.number}) "
        for group, change, measures in policy.groups:
            if group and change:
                yield 3, change, f"{group.kana}. "
            for one in measures:
                standing = one.new or one.old
                yield 4, one, f"{standing.number} " if standing else ""


def _html(comparison: Comparison) -> Iterator[str]:
    yield "<ul>" + "".join(f"<li>{name} {len(found)}　{'、'.join(found)}</li>" for name, found in summary(comparison)) + "</ul>"
    for level, change, head in changes(comparison):
        yield f'<h{level} id="{escape(change.key)}">{escape(head)}{_marked(change.title.spans)}{_status(change)}</h{level}>'
        labels = ["内容"] if len(change.parts) == 1 else ["担当課", "取組事項", "実施内容"]
        for label, part in zip(labels, change.parts, strict=True):
            yield f"<p><b>{label}</b>　{_marked(part.spans)}</p>"
        if change.lines:
            heads = "".join(f'<th scope="col">{format_fiscal_year(year)}</th>' for year in comparison.years)
            rows = "".join(
                f'<tr><th scope="row">{escape(line.label or "―")}</th>{"".join(_cell(cell) for cell in line.cells)}</tr>'
                for line in change.lines
            )
            yield f'<table><thead><tr><th scope="col">実施工程</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        if change.reason:
            yield f'<p class="reason">理由：{escape(change.reason.ja)}</p>'


def _status(change: Change) -> str:
    return f"　［{STATUS[change.status]}］" if change.key[0].isdigit() else ""


def _marked(found: list[Span]) -> str:
    text = "".join(escape(one.text) if one.kind == "same" else f"<{one.kind}>{escape(one.text)}</{one.kind}>" for one in found)
    return text.replace("\n", "<br>")


def _cell(cell: Cell) -> str:
    if not cell.changed and cell.old is not None and cell.new is not None:
        return f'<td class="as-planned">{escape(cell.new)}</td>'
    struck = f"<del>{escape(cell.old or '')}</del> " if cell.old_known else ""
    return f"<td>{struck}{f'<ins>{escape(cell.new)}</ins>' if cell.new else ''}</td>"


def _md(found: list[Span]) -> str:
    return "".join(f"{MARKS[one.kind][0]}{one.text}{MARKS[one.kind][1]}" for one in found)


def _md_cell(cell: Cell) -> str:
    if not cell.changed and cell.old is not None and cell.new is not None:
        return cell.new
    return " ".join(part for part in (f"~~{cell.old}~~" if cell.old_known else "", f"**{cell.new}**" if cell.new else "") if part)
