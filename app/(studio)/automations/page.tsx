import { AutomationsPage } from '@/components/automations/automations-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listTargets } from '@/lib/contracts/automations'
import { listSchedules } from '@/lib/contracts/schedules'

export const generateMetadata = () => pageTitle('titles.automations')

export default function Page() {
  preloadQueries(listSchedules, listTargets)
  return <AutomationsPage />
}
