import { plugins } from '@/lib/messages/problems/en/plugins'

const TEXTS: Readonly<Record<string, string>> = plugins

/** The text of a key such as `plugins.webPage`, with its parameters. */
export function problem(key: string, params: Readonly<Record<string, string>> = {}): string {
  const text = TEXTS[key.slice(key.indexOf('.') + 1)] ?? key
  return text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
}

export const verbatim = (text: string): string => text
