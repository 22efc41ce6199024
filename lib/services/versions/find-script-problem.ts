import 'server-only'
import { z } from 'zod'

const Failure = z.object({ errors: z.array(z.object({ text: z.string() })).min(1) })

/** What is wrong with the body of a JavaScript function; null when nothing is. The code is read, never run. */
export async function findScriptProblem(code: string): Promise<string | null> {
  const { transform } = await import('esbuild')
  // Two ways to put it into a function: a text that closes the function early fits one of them at most.
  for (const source of [
    `export default async function (input) {\n${code}\n}`,
    `export default [async (input) => {\n${code}\n}]`,
  ]) {
    try {
      await transform(source, { loader: 'js', format: 'esm', logLevel: 'silent' })
    } catch (error) {
      const failure = Failure.safeParse(error)
      return failure.success ? (failure.data.errors[0]?.text ?? 'it cannot be read') : 'it cannot be read'
    }
  }
  return /<!--|^\s*-->/m.test(code) ? 'comments of HTML are not allowed in modules' : null
}
