import { AutomationsPage } from '@/components/automations/automations-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.automations')

export default function Page() {
  return <AutomationsPage />
}
