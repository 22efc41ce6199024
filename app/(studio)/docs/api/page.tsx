import { ApiDocsPage } from '@/components/api-docs/api-docs-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.apiReference')

export default function Page() {
  return <ApiDocsPage />
}
