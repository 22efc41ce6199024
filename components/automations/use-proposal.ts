import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTemplates } from '@/lib/contracts/templates'

/** The app and the template whose automation the address proposes; an empty app without one. */
export function useProposal() {
  const [appId, setAppId] = useUrlState('plan')
  const [templateId] = useUrlState('template')
  const templates = useContractQuery(listTemplates, { enabled: appId !== '' })
  const template = templates.data?.templates.find(({ id }) => id === templateId) ?? null
  return { appId, template, close: () => setAppId('') }
}
