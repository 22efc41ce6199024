import { Decimal } from 'decimal.js'

/** Exact decimal arithmetic: 0.1 + 0.2 is 0.3. */
const Exact = Decimal.clone({ precision: 34, toExpNeg: -30, toExpPos: 30 })
type Exact = Decimal

export const MAX_EXPRESSION = 1_000

type Compute = (...values: Exact[]) => Exact

const total = (values: Exact[]) => values.reduce((sum, value) => sum.plus(value), new Exact(0))
const first = (values: Exact[]) => values[0] ?? new Exact(Number.NaN)

/** Functions by name, with the smallest and the largest number of values that they take. */
const FUNCTIONS: Readonly<Record<string, { arity: [number, number]; compute: Compute }>> = {
  abs: { arity: [1, 1], compute: (x) => first([x]).abs() },
  ceil: { arity: [1, 1], compute: (x) => first([x]).ceil() },
  floor: { arity: [1, 1], compute: (x) => first([x]).floor() },
  trunc: { arity: [1, 1], compute: (x) => first([x]).trunc() },
  sign: { arity: [1, 1], compute: (x) => new Exact(Decimal.sign(x ?? Number.NaN)) },
  round: { arity: [1, 2], compute: (x, digits) => first([x]).toDecimalPlaces(digitsOf(digits)) },
  sqrt: { arity: [1, 1], compute: (x) => first([x]).sqrt() },
  pow: { arity: [2, 2], compute: (x, y) => power(first([x]), first([y])) },
  mod: { arity: [2, 2], compute: (x, y) => first([x]).mod(first([y])) },
  exp: { arity: [1, 1], compute: (x) => first([x]).exp() },
  ln: { arity: [1, 1], compute: (x) => first([x]).ln() },
  log10: { arity: [1, 1], compute: (x) => first([x]).log(10) },
  sin: { arity: [1, 1], compute: (x) => first([x]).sin() },
  cos: { arity: [1, 1], compute: (x) => first([x]).cos() },
  tan: { arity: [1, 1], compute: (x) => first([x]).tan() },
  percent: {
    arity: [2, 2],
    compute: (x, rate) =>
      first([x])
        .times(first([rate]))
        .div(100),
  },
  min: { arity: [1, Number.POSITIVE_INFINITY], compute: (...values) => Exact.min(...values) },
  max: { arity: [1, Number.POSITIVE_INFINITY], compute: (...values) => Exact.max(...values) },
  sum: { arity: [0, Number.POSITIVE_INFINITY], compute: (...values) => total(values) },
  average: { arity: [1, Number.POSITIVE_INFINITY], compute: (...values) => total(values).div(values.length) },
}

const CONSTANTS: Readonly<Record<string, Exact>> = { pi: Exact.acos(-1), e: new Exact(1).exp() }

/** The decimal digits of the result of an expression. @throws Error that names the problem */
export function calculate(expression: string): string {
  if (expression.length > MAX_EXPRESSION)
    throw new Error(`The expression has ${expression.length} characters; the maximum is ${MAX_EXPRESSION}.`)
  const result = new Parser(tokensOf(expression)).read()
  if (!result.isFinite()) throw new Error('The result is not a finite number.')
  return result.toString()
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z]\w*)|(\*\*|[-+*/%^(),[\]]))/y

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < text.length && text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex
    const [, number, name, sign] = pattern.exec(text) ?? []
    const token = number ?? name ?? sign
    if (token === undefined) throw new Error(`“${text.slice(at).trim().slice(0, 20)}” is not part of an expression.`)
    tokens.push(token === '**' ? '^' : token)
  }
  return tokens
}

/** Precedence, lowest first: sums, products, signs, powers. */
class Parser {
  private readonly tokens: readonly string[]
  private at = 0

  constructor(tokens: readonly string[]) {
    this.tokens = tokens
  }

  read(): Exact {
    const value = this.sum()
    if (this.at < this.tokens.length) throw new Error(`“${this.tokens[this.at]}” is not expected.`)
    return value
  }

  private accept(...tokens: string[]): string | null {
    const token = this.tokens[this.at]
    if (token === undefined || !tokens.includes(token)) return null
    this.at += 1
    return token
  }

  private expect(token: string): void {
    if (this.accept(token) === null) throw new Error(`“${token}” is missing.`)
  }

  private sum(): Exact {
    let value = this.product()
    for (let sign = this.accept('+', '-'); sign !== null; sign = this.accept('+', '-'))
      value = sign === '+' ? value.plus(this.product()) : value.minus(this.product())
    return value
  }

  private product(): Exact {
    let value = this.signed()
    for (let sign = this.accept('*', '/', '%'); sign !== null; sign = this.accept('*', '/', '%')) {
      const other = this.signed()
      if (sign !== '*' && other.isZero()) throw new Error('A division by zero has no result.')
      value = sign === '*' ? value.times(other) : sign === '/' ? value.div(other) : value.mod(other)
    }
    return value
  }

  private signed(): Exact {
    const sign = this.accept('-', '+')
    if (sign === null) return this.power()
    return sign === '-' ? this.signed().neg() : this.signed()
  }

  private power(): Exact {
    const base = this.value()
    return this.accept('^') === null ? base : power(base, this.signed())
  }

  private value(): Exact {
    const token = this.tokens[this.at]
    this.at += 1
    if (token === undefined) throw new Error('The expression ends too early.')
    if (token === '(') {
      const value = this.sum()
      this.expect(')')
      return value
    }
    if (/^[\d.]/.test(token)) return new Exact(token)
    const call = Object.hasOwn(FUNCTIONS, token.toLowerCase()) ? FUNCTIONS[token.toLowerCase()] : undefined
    if (call) return this.call(token, call)
    const constant = Object.hasOwn(CONSTANTS, token.toLowerCase()) ? CONSTANTS[token.toLowerCase()] : undefined
    if (!constant) throw new Error(`“${token}” is not a number or function.`)
    return constant
  }

  private call(name: string, { arity: [least, most], compute }: { arity: [number, number]; compute: Compute }): Exact {
    this.expect('(')
    const values: Exact[] = []
    while (this.accept(')') === null) {
      if (values.length > 0 && this.tokens[this.at - 1] !== '[') this.accept(',')
      // Values may also come in JSON lists, which may be empty.
      if (this.accept('[', ']', ',') !== null) continue
      values.push(this.sum())
      if (this.at >= this.tokens.length) throw new Error('“)” is missing.')
    }
    if (values.length < least || values.length > most)
      throw new Error(`“${name}” takes ${least === most ? least : `at least ${least}`} values, not ${values.length}.`)
    return compute(...values)
  }
}

/** Rejects large exponents, which would take long to compute. */
function power(base: Exact, exponent: Exact): Exact {
  if (exponent.abs().gt(10_000)) throw new Error('The exponent is larger than 10,000.')
  return base.pow(exponent)
}

function digitsOf(digits: Exact | undefined): number {
  const count = digits?.toNumber() ?? 0
  if (!Number.isInteger(count) || count < 0 || count > 30) throw new Error('“round” takes 0 to 30 digits.')
  return count
}
