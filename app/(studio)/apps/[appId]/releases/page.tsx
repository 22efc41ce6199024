import { ReleasesPage } from '@/components/releases/releases-page'

export const metadata = { title: 'Releases' }

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <ReleasesPage appId={appId} />
}
