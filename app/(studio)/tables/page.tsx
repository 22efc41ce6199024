import { pageTitle } from '@/components/shell/page-title'
import { TablesPage } from '@/components/tables/tables-page'

export const generateMetadata = () => pageTitle('titles.tables')

export default function Page() {
  return <TablesPage />
}
