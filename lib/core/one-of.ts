/** The option that equals the value, if any. Checks the values of selects and addresses in pages without zod. */
export function oneOf<const Option extends string>(options: readonly Option[], value: unknown): Option | undefined {
  return options.find((option) => option === value)
}
