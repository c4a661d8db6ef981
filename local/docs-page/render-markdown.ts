const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const asText = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/**
 * As much of Markdown as docs/problems.md is written in: headings, which get the anchors that GitHub gives them,
 * paragraphs, code and links.
 */
export function renderMarkdown(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter(Boolean)
    .map(renderBlock)
    .join('\n');
}

function renderBlock(block: string): string {
  const [, marks = '', heading = ''] = /^(#{1,4}) (.+)$/.exec(block) ?? [];
  if (!heading) return `<p>${renderLine(block.replaceAll(/\s+/g, ' '))}</p>`;
  const anchor = heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
  return `<h${marks.length} id="${anchor}">${renderLine(heading)}</h${marks.length}>`;
}

function renderLine(line: string): string {
  return (
    asText(line)
      .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
      .replaceAll(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '<a href="$2">$1</a>')
      // Other documents are not on the page.
      .replaceAll(/\[([^\]]+)\]\([^)\s]+\)/g, '$1')
  );
}
