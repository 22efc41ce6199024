import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'

const Host = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/)

/** An npm package with LangChain tools, as the operator describes it. */
const LangChainPlugin = z.strictObject({
  /** Installed in the folder's own node_modules. */
  package: z.string().regex(/^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/[\w./-]+)?$/),
  /** Exported tools, classes of tools and toolkits. */
  exports: z
    .array(z.string().regex(/^[A-Za-z_$][\w$]*$/))
    .min(1)
    .max(50),
  /** Passed to the constructors. */
  options: z.record(z.string(), z.json()).default({}),
  /** The only hosts that its requests reach. */
  hosts: z.array(Host).max(100).default([]),
  /** `read` if its tools change nothing. */
  effect: z.enum(['read', 'write']).default('write'),
  /** The only variables of its process, such as the key of an API. */
  env: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]{0,99}$/), z.string()).default({}),
})
export type LangChainPlugin = z.infer<typeof LangChainPlugin>

const PluginFile = z.strictObject({
  plugins: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), LangChainPlugin),
})

/** Names of the operator's packages; none if their file is missing or not valid. */
export function listLangChainPlugins(): string[] {
  try {
    return Object.keys(readPlugins())
  } catch {
    return []
  }
}

/** @returns null if the operator names no such package. @throws UNAVAILABLE for a wrong file */
export function findLangChainPlugin(name: string): LangChainPlugin | null {
  const plugins = readPlugins()
  return Object.hasOwn(plugins, name) ? (plugins[name] ?? null) : null
}

function readPlugins(): Record<string, LangChainPlugin> {
  const folder = env().operatorPlugins
  if (folder === null) return {}
  try {
    return PluginFile.parse(JSON.parse(readFileSync(path.join(folder, 'patchbay.plugins.json'), 'utf8'))).plugins
  } catch (cause) {
    throw new AppError('UNAVAILABLE', problem('mcp.pluginsInvalid'), { cause })
  }
}
