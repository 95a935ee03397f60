/** One comment of the demo's conversation. Who has a handle answers from the fediverse. */
export interface SeededComment {
  name: string;
  handle?: string;
  website?: string;
  text: string;
  /** Minutes after what it answers. */
  minutesLater: number;
  lang?: string;
  warning?: string;
  likes?: number;
  boosts?: number;
  emoji?: Record<string, number>;
  edited?: boolean;
  held?: boolean;
  removed?: boolean;
  replies?: readonly SeededComment[];
}

/** The conversations of the bundled blog, by the post's slug. */
export const seededThreads: Record<string, readonly SeededComment[]> = {
  "a-page-that-answers": [
    {
      name: "Mira Okafor",
      handle: "mira@mastodon.example",
      text: "Answering from my own server, just to see whether it lands. Hello from the other end of the canal!",
      minutesLater: 34,
      likes: 7,
      boosts: 2,
      emoji: { "🎉": 3, "🦆": 1 },
      replies: [
        {
          name: "Tomasz",
          text: "It landed. And I am answering you from the box on the page, without an account anywhere. I did not expect that to feel like a small luxury.",
          minutesLater: 12,
          replies: [
            {
              name: "Mira Okafor",
              handle: "mira@mastodon.example",
              text: "And it came back to me as a reply. That is rather lovely.",
              minutesLater: 9,
              likes: 3,
              replies: [
                {
                  name: "Ines Farrow",
                  handle: "ines@canal.example",
                  text: "That is the whole trick, and you have now both seen it.",
                  minutesLater: 41,
                  likes: 5,
                },
              ],
            },
          ],
        },
      ],
    },
    {
      name: "Anouk",
      website: "https://anouk.example/",
      text: "Does it do **Markdown**? It does. *Quietly pleased.*\n\n> A call, and the answer that is sung back\n\nand `code`, and [links](https://example.org/).",
      minutesLater: 190,
      edited: true,
    },
    {
      name: "",
      text: "No name, no e-mail. Just saying that the page loads fast again. Thank you.",
      minutesLater: 1210,
    },
    {
      name: "cheap-lanterns",
      text: "Great post! https://lanterns.example/ https://lanterns.example/sale https://lanterns.example/best",
      minutesLater: 2000,
      held: true,
    },
  ],
  "the-bench-by-the-lock": [
    {
      name: "Harriet Penn",
      text: "T.H. 1986 is my brother. He will be furious that it is legible.",
      minutesLater: 75,
      replies: [
        {
          name: "Dov",
          handle: "dov@pixel.example",
          text: "Please tell him that somebody in Haifa now knows about it as well.",
          minutesLater: 22,
          likes: 11,
          boosts: 1,
          replies: [
            {
              name: "דב",
              handle: "dov@pixel.example",
              text: "ואני מקווה שהאנפה עדיין שם.",
              lang: "he",
              minutesLater: 3,
            },
          ],
        },
        {
          name: "Harriet Penn",
          text: "Told him. He asks whether there is a statute of limitations on benches.",
          minutesLater: 300,
        },
      ],
    },
    {
      name: "",
      text: "",
      minutesLater: 400,
      removed: true,
      replies: [{ name: "Wim", text: "Shame you took that down: the bit about the swans was true.", minutesLater: 55 }],
    },
    {
      name: "Lúcia",
      handle: "lucia@social.example",
      text: "The drawing is not by a child. It was me, sitting on the ground, in 2009.",
      warning: "Spoiler for the heron",
      minutesLater: 2900,
      likes: 24,
      boosts: 6,
    },
  ],
  "bread-slowly": [
    {
      name: "Baptiste",
      handle: "baptiste@boulange.example",
      text: "Thirty years a baker: the hour before cutting is the recipe. Everything before it is only preparation.",
      minutesLater: 48,
      likes: 31,
      boosts: 9,
      replies: [
        { name: "Jo", text: "I have never once managed the hour. My record is eleven minutes.", minutesLater: 20 },
        { name: "Ruth", text: "Baking two helps. The first one is the decoy.", minutesLater: 62 },
      ],
    },
    {
      name: "Sanne",
      website: "https://sanne.example/",
      text: "At altitude (1,600 m) I go down to 340 g of water, otherwise it is soup:\n\n```\nflour 500\nwater 340\nsalt   11\n```",
      minutesLater: 700,
    },
  ],
  "what-the-radio-remembered": [
    {
      name: "F4LKE",
      handle: "f4lke@radio.example",
      text: "Leaving the old capacitor in the case is good manners. 73 from a fellow lamp-in-series person.",
      minutesLater: 33,
      likes: 8,
    },
  ],
};
