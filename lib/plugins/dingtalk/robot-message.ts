/** A message of the robot. Its title, which notifications show, is the first line of the text. */
export function markdownMessage(markdown: string): { msgKey: string; msgParam: string } {
  const title =
    markdown
      .split('\n', 1)[0]
      ?.replaceAll(/[#*`>]/g, '')
      .trim()
      .slice(0, 60) || '…'
  return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title, text: markdown }) }
}
