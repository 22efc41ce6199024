import { RoutesPage } from '@/components/routes/routes-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.routes')

export default function Page() {
  return <RoutesPage />
}
