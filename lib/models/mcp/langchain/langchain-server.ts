import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'
import { projectRoot } from '@/lib/platform/project-root'
import { singleton } from '@/lib/platform/singleton'
import type { StdioServer } from '../stdio/read-stdio-server'
import { isolatedNode } from './isolated-node'
import { findLangChainPlugin } from './plugin-file'

/** The script of the process; tests set one that they have bundled themselves. */
export const chosenScript = () => singleton('langchain-tools', () => ({ url: null as URL | null }))

export interface LangChainServer extends StdioServer {
  /** The only hosts that its requests reach. */
  hosts: readonly string[]
}

/** The process of an operator's package; null if no package has this name. @throws UNAVAILABLE */
export async function readLangChainServer(name: string): Promise<LangChainServer | null> {
  const folder = env().operatorPlugins
  const plugin = findLangChainPlugin(name)
  if (folder === null || plugin === null) return null
  const { hosts, env: variables, ...settings } = plugin
  const root = projectRoot()
  const script = fileURLToPath(chosenScript().url ?? new URL(`file://${root}/dist/langchain-tools.mjs`))
  if (!existsSync(script)) throw new AppError('UNAVAILABLE', problem('mcp.pluginsNotBuilt'))
  // The process reads the script and its packages, and those of the operator.
  const folders = [path.dirname(script), path.join(root, 'node_modules'), path.join(root, 'package.json'), folder]
  const { command, args } = await isolatedNode(script, [folder, JSON.stringify(settings)], folders)
  return { command, args, env: variables, hosts }
}
