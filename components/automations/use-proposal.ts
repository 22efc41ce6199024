import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTemplates } from '@/lib/contracts/templates'

/** The app and template of the automation that the URL proposes. Without a proposal, `appId` is empty. */
export function useProposal() {
  const [appId, setAppId] = useUrlState('plan')
  const [templateId] = useUrlState('template')
  const templates = useContractQuery(listTemplates, { enabled: appId !== '' })
  const template = templates.data?.templates.find(({ id }) => id === templateId) ?? null
  return { appId, template, close: () => setAppId('') }
}
