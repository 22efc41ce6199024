import { AppsPage } from '@/components/apps/apps-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.apps')

export default function Page() {
  return <AppsPage />
}
