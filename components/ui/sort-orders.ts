/** Alphabetical order. */
export function byText<Item>(read: (item: Item) => string) {
  return (a: Item, b: Item): number => read(a).localeCompare(read(b))
}

/** Newest first, by ISO time; missing times come last. */
export function byNewest<Item>(read: (item: Item) => string | null) {
  return (a: Item, b: Item): number => (read(b) ?? '').localeCompare(read(a) ?? '')
}
