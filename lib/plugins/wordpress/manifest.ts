import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'wordpress',
  label: 'WordPress',
  description: 'Lists, reads, writes and deletes posts and pages, and uploads media.',
  categories: ['documents', 'media'],
  synonyms: ['blog', 'post', 'page', 'cms', 'website', '博客', '文章', '网站'],
  logo: 'simple-icons:wordpress',
  docsUrl: 'https://developer.wordpress.org/rest-api/reference/',
  baseUrl: 'https://{host}/wp-json/wp/v2',
  hosts: ['{host}'],
  connections: [
    {
      id: 'password',
      label: 'Application password',
      kind: 'basic',
      userLabel: 'User name',
      passwordLabel: 'Application password',
      help: 'Create an application password in WordPress under Users → Profile.',
      fields: [{ name: 'host', label: 'Host', placeholder: 'blog.example.com', help: 'The address of the site.' }],
    },
  ],
  tests: [{ method: 'GET', path: '/users/me', account: '/name', accountId: '/id' }],
})
