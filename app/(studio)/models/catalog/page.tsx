import { CatalogPage } from '@/components/catalog/catalog-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.catalog')

export default function Page() {
  return <CatalogPage />
}
