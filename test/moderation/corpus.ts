/** Texts written for these tests, in the manner of what blogs get; one a line. */
const lines = (text: string) => text.trim().split("\n");

/** What an owner decided of before. */
export const seen = {
  spam: lines(`
Best online casino bonus 2026, free spins no deposit https://lucky-spin.xyz/bonus
Get free spins and a 200% casino bonus today https://lucky-spin.xyz
Cheap viagra and cialis without prescription, order now https://pillstore.top
Order cheap pills online, fast shipping, no prescription https://pillstore.top/buy
Earn $5000 weekly from home with crypto trading, contact me on WhatsApp
I recovered my lost bitcoin thanks to this hacker, contact him on Telegram
Buy followers and likes cheap, real accounts, instant delivery https://boost.click
Great article! We offer SEO services and guest posts, rank on Google https://rank-up.click
Need a loan? Fast approval, low interest rate, apply today by email
Invest in crypto with our expert and double your money in a week, guaranteed profit
Replica watches and designer handbags, best quality cheap price https://luxury-copy.shop
Online Casino Bonus ohne Einzahlung, jetzt Freispiele sichern https://lucky-spin.xyz/de
Günstig Viagra kaufen ohne Rezept, schneller Versand https://pillstore.top/de
Schneller Kredit ohne Schufa, jetzt sofort beantragen https://kredit-sofort.click
Casino en ligne bonus gratuit sans dépôt, tours gratuits https://lucky-spin.xyz/fr
Gagnez de l'argent rapidement avec le trading crypto, contactez moi sur WhatsApp
Casino online con bono gratis sin depósito, gana dinero hoy https://lucky-spin.xyz/es
Gana dinero desde casa con criptomonedas, escríbeme por WhatsApp
オンラインカジノで無料ボーナスをもらおう、今すぐ登録 https://lucky-spin.xyz/ja
副業で簡単に稼げる方法、今すぐLINEに登録してください
在线赌场免费注册送奖金，点击这里立即领取 https://lucky-spin.xyz/zh
加微信免费领取股票推荐，稳赚不赔，名额有限
Онлайн казино бонус без депозита, бесплатные вращения https://lucky-spin.xyz/ru
Заработок в интернете без вложений, пишите в Telegram
كازينو اون لاين بونص مجاني بدون ايداع سجل الان https://lucky-spin.xyz/ar
اربح المال من المنزل عبر تداول العملات الرقمية تواصل معي واتساب
`),
  ham: lines(`
Thanks for writing this up, the part about the index saved my afternoon.
I disagree about the second point: with a queue in between you lose the order of events.
There is a small typo in the third paragraph, "recieve" should be "receive".
Does this also work on Debian with the packaged version, or only with the one from npm?
We had the same problem last winter, and it turned out to be the clock of the server.
Lovely photos. Which lens did you use for the one by the river?
My grandmother baked this bread with rye only, and let it rest over night.
See also the discussion in the manual: https://docs.example.org/manual/indexes
How long did the whole trip take you by train, with all the changes?
The casino scene in that film is the best part, I never noticed the mirror before.
I read your blog for ten years now and never commented. Thank you.
Danke für den Beitrag, genau das Problem hatte ich gestern auch mit dem Server.
Ich sehe das anders: ohne Warteschlange verliert man doch die Reihenfolge.
Im dritten Absatz ist ein Tippfehler, sonst ein sehr schöner Text.
Wie lange muss der Teig bei dir über Nacht ruhen?
Merci pour cet article, j'ai enfin compris comment fonctionne l'index.
Je ne suis pas d'accord avec le deuxième point, mais c'est bien écrit.
Gracias por el artículo, me ayudó mucho con el problema del servidor.
¿Funciona también con la versión anterior, o solo con la nueva?
とても参考になりました。サーバーの設定で同じ問題がありました。
写真がきれいですね。どのレンズを使いましたか。
写得很好，第三段的例子帮我解决了服务器的问题。
请问这个方法在旧版本上也可以用吗？
Спасибо за статью, у меня была такая же проблема с сервером.
Не согласен со вторым пунктом, но написано хорошо.
شكرا على المقال، كانت عندي نفس المشكلة مع الخادم.
`),
};

/** What came afterwards, and was not decided of. */
export const unseen = {
  spam: lines(`
Free casino spins, claim your no deposit bonus now https://mega-win.xyz
Buy cheap cialis online without prescription, fast shipping
Make $3000 weekly with bitcoin trading, contact me on WhatsApp today
My lost crypto was recovered by an expert hacker, write him on Telegram
Rank on Google with our cheap SEO services and guest posts
Buy real likes and followers, instant delivery, cheap price
Fast loan with low interest rate, apply now, approval guaranteed
Jetzt Casino Bonus und Freispiele ohne Einzahlung sichern
Kredit ohne Schufa sofort beantragen, schneller Versand
Bonus casino gratuit sans dépôt, gagnez de l'argent en ligne
Bono de casino gratis, gana dinero con criptomonedas
無料ボーナス付きのオンラインカジノに今すぐ登録
簡単に稼げる副業、LINEで登録
免费领取赌场奖金，立即注册
加微信领取股票推荐，稳赚
Бонус в онлайн казино без депозита, пишите в Telegram
بونص كازينو مجاني اربح المال الان
`),
  ham: lines(`
Thank you, the part about the queue was new to me.
I had the same problem with the server after the last update.
Which version of the package do you use on Debian?
There is a typo in the second paragraph.
The mirror in that film is wonderful, I saw it again last winter.
How long does the dough rest in your kitchen?
The manual says otherwise: https://docs.example.org/manual/queues
I do not trust any of the trading apps, and your text explains well why.
We bought our bread there for years, at a fair price.
Sehr schöne Fotos, welches Objektiv war das?
Den dritten Absatz habe ich nicht verstanden, sonst danke für den Text.
C'est très bien écrit, merci beaucoup.
¿Cuánto tiempo tarda el tren con todos los cambios?
この記事はとても参考になりました。ありがとうございます。
旧版本的服务器也有同样的问题吗？
Спасибо, очень хорошо написано про сервер.
شكرا، المقال مفيد جدا.
Our club meets on Fridays, everybody is welcome.
Could you write about backups next time?
`),
};
