import { englishParam } from './param-text'
import { pickParams } from './pick-problem'
import type { ParamsArgument, Problem, ProblemParams } from './types'

type ProblemsOf<Area extends string, Texts extends Readonly<Record<string, string>>> = <
  Name extends keyof Texts & string,
>(
  key: `${Area}.${Name}`,
  ...params: ParamsArgument<Texts[Name]>
) => Problem

/**
 * `problem` for code that browsers load: it knows the texts of one area, which fill in plain arguments only. So a page
 * loads neither the texts of the server nor the ICU parser.
 */
export function problemsOf<Area extends string, const Texts extends Readonly<Record<string, string>>>(
  area: Area,
  texts: Texts,
) {
  const problem = (key: string, params?: ProblemParams): Problem => {
    const text = texts[key.slice(area.length + 1)] ?? key
    return params === undefined
      ? { message: text, key }
      : { message: fill(text, params), key, params: pickParams(params) }
  }
  // Safe: the type only narrows which keys and parameters callers may pass.
  return problem as ProblemsOf<Area, Texts>
}

function fill(text: string, params: ProblemParams): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const param = Object.hasOwn(params, name) ? params[name] : undefined
    const shown = param === undefined ? whole : englishParam(param)
    return typeof shown === 'number' ? shown.toLocaleString('en') : shown
  })
}
