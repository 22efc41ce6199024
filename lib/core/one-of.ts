/** The option that the value is; undefined for any other. For values of selects and addresses, where pages need no zod. */
export function oneOf<const Option extends string>(options: readonly Option[], value: unknown): Option | undefined {
  return options.find((option) => option === value)
}
