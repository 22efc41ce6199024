/** The error of a list, or of its first invalid line. */
export function firstError(errors: Readonly<Record<string, string>>, name: string): string | undefined {
  const key = Object.keys(errors).find((candidate) => candidate === name || candidate.startsWith(`${name}.`))
  return key === undefined ? undefined : errors[key]
}
