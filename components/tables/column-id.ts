/** The id of a new column by its label: `Customer name` becomes `customer_name`. Labels without Latin letters get a number. */
export function columnId(label: string, taken: ReadonlySet<string>): string {
  const cleaned = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const base = cleaned === '' || cleaned === 'id' ? 'column' : cleaned
  let id = base
  for (let count = 2; taken.has(id); count += 1) id = `${base}_${count}`
  return id
}
