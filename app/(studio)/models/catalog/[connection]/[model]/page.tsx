import { ModelCardPage } from '@/components/catalog/model-card-page'

export const metadata = { title: 'Model card' }

export default async function Page({ params }: { params: Promise<{ connection: string; model: string }> }) {
  const { connection, model } = await params
  return <ModelCardPage connection={decodeURIComponent(connection)} model={decodeURIComponent(model)} />
}
