/** Orders of lists: by a text from A to Z, by a time from new to old. */
export function byText<Item>(read: (item: Item) => string) {
  return (a: Item, b: Item): number => read(a).localeCompare(read(b))
}

/** ISO times; what has none comes last. */
export function byNewest<Item>(read: (item: Item) => string | null) {
  return (a: Item, b: Item): number => (read(b) ?? '').localeCompare(read(a) ?? '')
}
