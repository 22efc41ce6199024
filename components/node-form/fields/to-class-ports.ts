/** One port per class, with the same id for the same name, so that edges are kept when the model is selected again. */
export function toClassPorts(classes: readonly string[]): { id: string; name: string }[] {
  const used = new Set(['other', 'label', 'confidence', 'error'])
  return classes.map((name) => {
    const plain = name
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
    let id = `c-${plain}`
    for (let count = 2; used.has(id); count += 1) id = `c-${plain}-${count}`
    used.add(id)
    return { id, name }
  })
}
