/**
 * OpenAI's evaluations consist of a JSON file with the graders and JSON Lines with the items. Several files become one:
 * JSON documents on one line each, then the lines.
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
