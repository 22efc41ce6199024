import { CatalogPage } from '@/components/catalog/catalog-page'

export const metadata = { title: 'Catalog' }

export default function Page() {
  return <CatalogPage />
}
