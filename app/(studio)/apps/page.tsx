import { AppsPage } from '@/components/apps/apps-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listApps } from '@/lib/contracts/apps'
import { getChecklist } from '@/lib/contracts/checklist'

export const generateMetadata = () => pageTitle('titles.apps')

export default function Page() {
  preloadQueries(listApps, getChecklist)
  return <AppsPage />
}
