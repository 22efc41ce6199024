import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'shopify',
  label: 'Shopify',
  description: 'Finds orders, products and customers, and adds notes and tags to orders.',
  categories: ['commerce'],
  synonyms: ['shop', 'store', 'order', 'product', 'customer', 'e-commerce', '商店', '订单', '商品', '客户'],
  logo: 'simple-icons:shopify',
  docsUrl: 'https://shopify.dev/docs/api/admin-graphql',
  baseUrl: 'https://{shop}.myshopify.com/admin/api/2026-07',
  hosts: ['{shop}.myshopify.com'],
  connections: [
    {
      id: 'token',
      label: 'Access token',
      kind: 'api-key',
      keyLabel: 'Admin API access token',
      placeholder: 'shpat_…',
      placement: { in: 'header', name: 'X-Shopify-Access-Token' },
      help: 'Create a custom app in your shop, with read access to orders, products and customers.',
      helpUrl: 'https://help.shopify.com/manual/apps/app-types/custom-apps',
      fields: [{ name: 'shop', label: 'Shop', placeholder: 'acme', help: 'For acme.myshopify.com, enter acme.' }],
    },
  ],
  tests: [{ method: 'GET', path: '/shop.json', account: '/shop/name', accountId: '/shop/id' }],
})
