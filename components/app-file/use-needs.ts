'use client'
import { useState } from 'react'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { listIntegrationConnections } from '@/lib/contracts/integrations/connections'
import { listMcpServers } from '@/lib/contracts/integrations/mcp-servers'
import { listKnowledgeBases } from '@/lib/contracts/knowledge'
import { listModels } from '@/lib/contracts/models'
import { listSecrets } from '@/lib/contracts/secrets'
import type { Json } from '@/lib/core/json'
import type { AppNeed } from '@/lib/graph/app-file/app-file'
import { needKey } from '@/lib/graph/app-file/needs'
import { type Found, isHere, optionsFor, suggest, toReplacement } from './match-needs'

export interface Needs {
  isPending: boolean
  rows: NeedRow[]
  choose: (key: string, choice: string) => void
  /** Selected replacements of missing resources, by key. */
  replacements: ReadonlyMap<string, Json>
}

export interface NeedRow {
  key: string
  need: AppNeed
  isHere: boolean
  options: { value: string; label: string; description?: string }[]
  /** A value of `options`; empty while no replacement is selected. */
  choice: string
}

/**
 * Matches the resources of a file with this workspace: the same resource, otherwise one with the same name, otherwise
 * the user's choice.
 */
export function useNeeds(needed: readonly AppNeed[]): Needs {
  const [selected, setSelected] = useState<ReadonlyMap<string, string>>(new Map())
  const needs = (kind: AppNeed['kind']) => ({ enabled: needed.some((need) => need.kind === kind) })
  const models = useContractQuery(listModels, needs('model'))
  const bases = useContractQuery(listKnowledgeBases, needs('knowledge'))
  const apps = useContractQuery(listApps, needs('app'))
  const secrets = useContractQuery(listSecrets, needs('secret'))
  const connections = useContractQuery(listIntegrationConnections, needs('connection'))
  const apis = useContractQuery(listApiPlugins, needs('api'))
  const servers = useContractQuery(listMcpServers, needs('mcp-server'))
  const queries = [models, bases, apps, secrets, connections, apis, servers]
  const found: Found = {
    models: models.data?.models ?? [],
    knowledgeBases: bases.data?.knowledgeBases ?? [],
    apps: apps.data?.apps ?? [],
    secrets: secrets.data?.secrets ?? [],
    connections: connections.data?.connections ?? [],
    apis: apis.data?.plugins.map(({ id, label }) => ({ id, name: label })) ?? [],
    mcpServers: servers.data?.servers ?? [],
  }
  const rows = needed.map((need): NeedRow => {
    const key = needKey(need)
    const here = isHere(need, found)
    return {
      key,
      need,
      isHere: here,
      options: here ? [] : optionsFor(need, found),
      choice: here ? '' : (selected.get(key) ?? suggest(need, found)),
    }
  })
  return {
    isPending: queries.some(({ isLoading }) => isLoading),
    rows,
    choose: (key, choice) => setSelected(new Map([...selected, [key, choice]])),
    replacements: new Map(
      rows.flatMap(({ key, need, choice }) => (choice === '' ? [] : [[key, toReplacement(need, choice)]])),
    ),
  }
}
