'use client'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { listKnowledgeBases } from '@/lib/contracts/knowledge'
import { listConnections } from '@/lib/contracts/models'

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Whether a string is the id of a resource. */
export const namesById = (text: string): boolean => text.search(ID) !== -1

/** Replaces ids of connections, knowledge bases and apps by names. Deleted resources keep their id. */
export function useResourceNames(enabled: boolean): (text: string) => string {
  const connections = useContractQuery(listConnections, { enabled })
  const bases = useContractQuery(listKnowledgeBases, { enabled })
  const apps = useContractQuery(listApps, { enabled })
  const all = [
    ...(connections.data?.connections ?? []),
    ...(bases.data?.knowledgeBases ?? []),
    ...(apps.data?.apps ?? []),
  ]
  const names = new Map(all.map(({ id, name }) => [id, name]))
  return (text) => text.replace(ID, (id) => names.get(id) ?? id)
}
