/** Alphabetical order. */
export function byText<Item>(textOf: (item: Item) => string) {
  return (a: Item, b: Item): number => textOf(a).localeCompare(textOf(b))
}

/** Newest first, by ISO time; missing times come last. */
export function byNewest<Item>(dateOf: (item: Item) => string | null) {
  return (a: Item, b: Item): number => (dateOf(b) ?? '').localeCompare(dateOf(a) ?? '')
}
