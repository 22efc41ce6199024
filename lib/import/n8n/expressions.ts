/** A path into the item of a node, or into the arriving item if `node` is null. */
export interface ItemPath {
  node: string | null
  path: string[]
}

const NAME = `(?:"((?:[^"\\\\]|\\\\.)*)"|'((?:[^'\\\\]|\\\\.)*)')`
const NODE_FORMS = [
  new RegExp(`^\\$\\(\\s*${NAME}\\s*\\)\\s*\\.(?:item|first\\(\\)|last\\(\\)|all\\(\\)\\[0\\])\\.json`),
  new RegExp(`^(?:\\$item\\([^()]*\\)\\.)?\\$node\\[\\s*${NAME}\\s*\\]\\.json`),
]
const ARRIVING = /^\$(?:json|input\.(?:item|first\(\)|last\(\)|all\(\)\[0\])\.json)/
const STEP = new RegExp(`^(?:\\??\\.([A-Za-z_$][\\w$]*)|(?:\\?\\.)?\\[\\s*(?:${NAME}|(\\d{1,6}))\\s*\\])`)

/** Reads an expression that is a path, such as `$json.a['b c'][0]`; null if it is more than that. */
export function itemPath(expression: string): ItemPath | null {
  const text = expression.trim()
  for (const form of NODE_FORMS) {
    const found = form.exec(text)
    if (found) return withPath(text.slice(found[0].length), unescaped(found[1] ?? found[2] ?? ''))
  }
  const arriving = ARRIVING.exec(text)
  return arriving ? withPath(text.slice(arriving[0].length), null) : null
}

function withPath(rest: string, node: string | null): ItemPath | null {
  const path: string[] = []
  let left = rest
  while (left !== '') {
    const step = STEP.exec(left)
    // A call is not a path.
    if (!step || left.startsWith('(', step[0].length)) return null
    path.push(step[1] ?? unescaped(step[2] ?? step[3] ?? step[4] ?? ''))
    left = left.slice(step[0].length)
  }
  return { node, path }
}

const unescaped = (text: string) => text.replaceAll(/\\(.)/g, '$1')

/** Names of the nodes that an expression reads. */
export function nodesIn(expression: string): string[] {
  const forms = new RegExp(`\\$(?:\\(|node\\[)\\s*${NAME}\\s*[)\\]]`, 'g')
  return [...new Set([...expression.matchAll(forms)].map(([, double, single]) => unescaped(double ?? single ?? '')))]
}

/** Whether code uses names that exist only in n8n: dates, its environment, and data of the execution. */
export const usesBuilder = (code: string): boolean =>
  /\$(?:env|vars|workflow|execution|runIndex|itemIndex|pageCount|now|today|jmespath|parameter|prevNode|secrets|helpers|http)\b|\bDateTime\b|\.toDateTime\(|\brequire\s*\(|\bimport\s*\(|\bfetch\s*\(|this\.helpers/.test(
    code,
  )

/** `$fromAI('name', …)`: the name that a model fills in. */
export function modelField(expression: string): string | null {
  const [, double, single] = new RegExp(`^\\$fromAI\\(\\s*${NAME}`).exec(expression.trim()) ?? []
  return double ?? single ?? null
}

/**
 * The parts of a parameter: text, and expressions between braces. Without a leading `=` the whole parameter is text.
 */
export function expressionParts(value: string): { text: string; isExpression: boolean }[] {
  if (!value.startsWith('=')) return [{ text: value, isExpression: false }]
  return value
    .slice(1)
    .split(/\{\{([\s\S]*?)\}\}/)
    .map((text, index) => ({ text, isExpression: index % 2 === 1 }))
    .filter(({ text, isExpression }) => isExpression || text !== '')
}
