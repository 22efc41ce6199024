import { quotedLiteral } from './text-literal'

const KEYWORDS = new Set(
  (
    'abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum ' +
    'eval export extends false finally for from function get if implements import in infer instanceof interface is keyof let ' +
    'module namespace never new null number object of package private protected public readonly require return set static ' +
    'string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield ' +
    'Array Boolean Error JSON Map Math Number Object Promise Reflect Set String Symbol URL fetch globalThis process console ' +
    'NaN Infinity hasOwnProperty constructor prototype toString valueOf __proto__'
  ).split(' '),
)

/**
 * A camel-case name that is neither a keyword nor in `used`, to which it is added. @param suffix appended to a keyword
 */
export function toIdentifier(label: string, fallback: string, used: Set<string>, suffix = 'Value'): string {
  const words = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('')
  const base = /^[A-Za-z]/.test(joined) ? joined.slice(0, 40) : fallback
  return freeName(KEYWORDS.has(base) ? `${base}${suffix}` : base, used)
}

/** `name`, or `name2`, `name3` … */
export function freeName(base: string, used: Set<string>): string {
  const isFree = (name: string) => !used.has(name) && !KEYWORDS.has(name)
  let name = base
  for (let number = 2; !isFree(name); number += 1) name = `${base}${number}`
  used.add(name)
  return name
}

export function propertyName(key: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__') return key
  return key === '__proto__' ? "['__proto__']" : quotedLiteral(key)
}

/** `.key`, or `['key']` where the key is not an identifier. */
export function propertyAccess(key: string, isOptional: boolean): string {
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return `${isOptional ? '?.' : '.'}${key}`
  return `${isOptional ? '?.' : ''}[${quotedLiteral(key)}]`
}

/** `find-passages` from `findPassages`. */
export function toFileName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
}

export function toEnvName(text: string, fallback: string): string {
  const plain = text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return /^[A-Z]/.test(plain) ? plain.slice(0, 60) : fallback
}

function lowerFirst(word: string): string {
  // “HTTP” as a whole, “Find” by its first letter.
  return /^[A-Z]{2,}/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1)
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
