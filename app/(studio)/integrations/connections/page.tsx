import { ConnectionsPage } from '@/components/integrations/connections/connections-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.integrationConnections')

export default function Page() {
  return <ConnectionsPage />
}
