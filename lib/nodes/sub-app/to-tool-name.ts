/** A name that every model service accepts. */
export function toToolName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return plain.slice(0, 60) || 'app'
}
