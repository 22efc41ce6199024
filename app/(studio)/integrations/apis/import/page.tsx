import { ImportPage } from '@/components/integrations/apis/import-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.importApi')

export default function Page() {
  return <ImportPage />
}
