import { AppSettingsPage } from '@/components/app-home/settings/settings-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.appSettings')

export default async function Page({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params
  return <AppSettingsPage appId={appId} />
}
