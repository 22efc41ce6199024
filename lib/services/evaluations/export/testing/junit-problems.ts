interface Element {
  parents: readonly string[]
  required?: readonly string[]
  optional?: readonly string[]
}

/** The elements that we write, with the rules of the schema `junit-10.xsd`, which Jenkins publishes for JUnit reports. */
const ELEMENTS: Readonly<Record<string, Element>> = {
  testsuites: { parents: [''], optional: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    parents: ['testsuites', 'testsuite'],
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
  },
  testcase: { parents: ['testsuite'], required: ['name'], optional: ['time', 'classname', 'group'] },
  failure: { parents: ['testcase'], optional: ['type', 'message'] },
  skipped: { parents: ['testcase'], optional: ['type', 'message'] },
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const TAG = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|<|&(?!#\d+;)/g

/** Lists the problems of a JUnit report. A valid report has none. */
export function junitProblems(text: string): string[] {
  if (!text.startsWith(HEAD)) return ['The XML declaration is missing.']
  const problems: string[] = []
  const open = ['']
  for (const [tag, close, name, attributes = '', isEmpty] of text.slice(HEAD.length).matchAll(TAG)) {
    if (name === undefined) problems.push(`Not escaped: ${tag}`)
    else if (close === '/') {
      if (open.pop() !== name) problems.push(`Closes another element: ${tag}`)
    } else {
      problems.push(...problemsOf(name, open.at(-1) ?? '', attributes))
      if (isEmpty !== '/') open.push(name)
    }
  }
  return open.length === 1 ? problems : [...problems, `Not closed: ${open.at(-1)}`]
}

function problemsOf(name: string, parent: string, attributes: string): string[] {
  const rules = ELEMENTS[name]
  if (!rules?.parents.includes(parent)) return [`<${name}> is not allowed in <${parent}>.`]
  const { required = [], optional = [] } = rules
  const found = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute = '']) => attribute)
  return [
    ...found
      .filter((attribute) => !required.includes(attribute) && !optional.includes(attribute))
      .map((attribute) => `<${name}> has no attribute ${attribute}.`),
    ...required
      .filter((attribute) => !found.includes(attribute))
      .map((attribute) => `<${name}> lacks the attribute ${attribute}.`),
  ]
}
