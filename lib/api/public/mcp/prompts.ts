import 'server-only'
import { type GetPromptResult, McpError, type Prompt, ErrorCode as RpcCode } from '@modelcontextprotocol/sdk/types.js'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { toolName } from './mcp-scope'

interface AppPrompt {
  prompt: Prompt
  /** @param args values entered by the user, by argument name */
  textOf(args: Record<string, string>): string
}

/** Prompts of an app: one with its inputs, and the owner's suggested questions. */
export function promptsOf(app: PublishedApp): AppPrompt[] {
  const name = toolName(app)
  const prompt: AppPrompt = {
    prompt: {
      name,
      title: app.title,
      description: app.description || `Starts ${app.title}.`,
      arguments: app.inputFields.map(({ name, label, required }) => ({ name, description: label, required })),
    },
    textOf: (args) =>
      app.messageField === null
        ? `Use the tool "${name}" with these inputs and give me its answer:\n${JSON.stringify(args, null, 2)}`
        : request(name, args[app.messageField] ?? ''),
  }
  const suggested = app.messageField === null ? [] : app.suggestions
  return [
    prompt,
    ...suggested.map((question, index) => ({
      prompt: { name: `${name}.suggestion-${index + 1}`, title: question, description: `Asks ${app.title} this.` },
      textOf: () => request(name, question),
    })),
  ]
}

const request = (tool: string, question: string): string =>
  `Ask the tool "${tool}" and give me its answer:\n${question}`

/** @throws McpError for an unknown name, and for missing or unknown arguments */
export function getPrompt(
  apps: readonly PublishedApp[],
  { name, arguments: args = {} }: { name: string; arguments?: Record<string, string> | undefined },
): GetPromptResult {
  const found = apps.flatMap(promptsOf).find(({ prompt }) => prompt.name === name)
  if (!found) throw new McpError(RpcCode.InvalidParams, 'There is no such prompt.')
  const declared = found.prompt.arguments ?? []
  const missing = declared.find((item) => item.required && !args[item.name]?.trim())
  if (missing) throw new McpError(RpcCode.InvalidParams, `"${missing.name}" is missing.`)
  const unknown = Object.keys(args).find((key) => !declared.some((item) => item.name === key))
  if (unknown !== undefined) throw new McpError(RpcCode.InvalidParams, `Unknown argument "${unknown.slice(0, 80)}".`)
  const text = found.textOf(args)
  if (text.length > MAX_API_TEXT) throw new McpError(RpcCode.InvalidParams, 'The arguments are too long.')
  return { messages: [{ role: 'user', content: { type: 'text', text } }] }
}
