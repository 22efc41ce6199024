import type { Template } from '../template'

const diff = `diff --git a/cart.js b/cart.js
--- a/cart.js
+++ b/cart.js
@@ -1,4 +1,6 @@
 function total(items) {
-  return items.reduce((sum, item) => sum + item.price, 0)
+  let sum = 0
+  for (let i = 0; i <= items.length; i++) sum += items[i].price
+  return sum
 }
diff --git a/users.js b/users.js
--- a/users.js
+++ b/users.js
@@ -8,3 +8,4 @@
 export async function find(db, name) {
+  return db.query("select * from users where name = '" + name + "'")
 }`

export const samples: Template['samples'] = {
  en: {
    inputs: { diff },
    answer:
      '- **high** `cart.js`, line 3: The loop reads one item too many: use < instead of <=, otherwise it fails on undefined.\n- **high** `users.js`, line 9: The name is inserted into the SQL text, which allows injection. Pass it as a parameter.\n\n2 findings in 2 files.',
  },
  'zh-CN': {
    inputs: { diff },
    answer:
      '- **high** `cart.js`, line 3: 循环多读了一项：应使用 < 而不是 <=，否则会因 undefined 出错。\n- **high** `users.js`, line 9: 名称被拼接进 SQL 文本，存在注入风险。请作为参数传入。\n\n2 findings in 2 files.',
  },
}
