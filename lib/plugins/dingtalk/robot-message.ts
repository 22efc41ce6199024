/** The first line is shown in notifications. */
export function markdownMessage(markdown: string): { msgKey: string; msgParam: string } {
  const title =
    markdown
      .split('\n', 1)[0]
      ?.replaceAll(/[#*`>]/g, '')
      .trim()
      .slice(0, 60) || '…'
  return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title, text: markdown }) }
}
