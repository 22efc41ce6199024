import { ModelCardPage } from '@/components/catalog/cards/model-card-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.modelCard')

export default async function Page({ params }: { params: Promise<{ connection: string; model: string }> }) {
  const { connection, model } = await params
  return <ModelCardPage connection={decodeURIComponent(connection)} model={decodeURIComponent(model)} />
}
