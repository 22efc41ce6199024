import { createInterface } from 'node:readline/promises'
import { type Json, type JsonObject, toText } from './values'

export interface Question {
  title: string
  message?: string
  /** The subject of the decision. */
  content: Json
  fields?: { name: string; label: string; type: 'text' | 'number' | 'boolean' | 'choice'; options?: string[] }[]
}

export interface Decision {
  isApproved: boolean
  values: JsonObject
  comment: string
  by: string
}

/**
 * Asks the person at the terminal. Without a terminal, APPROVALS=approve or APPROVALS=reject answers. Change this
 * function to ask elsewhere, such as in a chat or by mail: LangGraph's `interrupt` waits across processes.
 */
export async function askPerson(question: Question): Promise<Decision> {
  const preset = process.env.APPROVALS
  if (preset === 'approve' || preset === 'reject') {
    return { isApproved: preset === 'approve', values: {}, comment: '', by: 'APPROVALS' }
  }
  if (!process.stdin.isTTY) {
    throw new Error(
      `“${question.title}” needs a person. Run this in a terminal, or set APPROVALS to approve or reject.`,
    )
  }
  return oneAfterAnother(() => askOnTerminal(question))
}

let last: Promise<unknown> = Promise.resolve()

/** Two concurrent questions would mix on one terminal. */
function oneAfterAnother<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work, work)
  last = result
  return result
}

async function askOnTerminal({ title, message = '', content, fields = [] }: Question): Promise<Decision> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    process.stderr.write(`\n${[title, message, toText(content)].filter((part) => part !== '').join('\n\n')}\n\n`)
    const isApproved = /^y(es)?$/i.test((await terminal.question('Approve? (yes/no) ')).trim())
    const values: JsonObject = {}
    for (const { name, label, type, options } of isApproved ? fields : []) {
      const text = (await terminal.question(`${label}${options ? ` (${options.join(', ')})` : ''}: `)).trim()
      if (text !== '')
        values[name] = type === 'number' ? Number(text) : type === 'boolean' ? /^y|^true/i.test(text) : text
    }
    const comment = await terminal.question('Comment: ')
    return { isApproved, values, comment, by: process.env.USER ?? 'terminal' }
  } finally {
    terminal.close()
  }
}
