/**
 * An evaluation of OpenAI consists of a JSON file with the graders and a JSON Lines file with the items. Joins such
 * files into one: first each JSON document on one line, then the JSON Lines.
 */
export async function joinFiles(files: readonly File[]): Promise<File | null> {
  const [first] = files
  if (!first || files.length === 1) return first ?? null
  const texts = await Promise.all(files.map((file) => file.text()))
  const parts = texts.map((text) => onOneLine(text))
  const ordered = [...parts.filter(({ isDocument }) => isDocument), ...parts.filter(({ isDocument }) => !isDocument)]
  const name = first.name.replace(/\.[a-z]+$/i, '')
  return new File([ordered.map(({ text }) => text.trim()).join('\n')], `${name}.jsonl`)
}

function onOneLine(text: string): { text: string; isDocument: boolean } {
  try {
    return { text: JSON.stringify(JSON.parse(text)), isDocument: true }
  } catch {
    return { text, isDocument: false }
  }
}
