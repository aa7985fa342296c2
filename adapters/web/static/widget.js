/* Ieum 이음: a button on a center's website, and the panel that it opens. */
(() => {
  "use strict";

  /* The launcher; while the panel loads; when it does not come; three things to press. */
  const WORDS = {
    ko: [
      "이음에 물어보기",
      "불러오는 중이에요…",
      "여기에서는 이음을 열 수 없어요. 인터넷에 연결되지 않았거나, 이 웹사이트에서는 이음을 쓸 수 없는 것 같아요.",
      "새 탭에서 이음 열기",
      "다시 해 보기",
      "닫기",
    ],
    en: [
      "Ask Ieum",
      "Loading…",
      "Ieum cannot open here. You may have no internet connection, or this website may not be allowed to use Ieum.",
      "Open Ieum in a new tab",
      "Try again",
      "Close",
    ],
    zh: [
      "问问 Ieum",
      "正在加载……",
      "这里无法打开 Ieum。可能没有网络连接，也可能是这个网站不能使用 Ieum。",
      "在新标签页中打开 Ieum",
      "再试一次",
      "关闭",
    ],
    vi: [
      "Hỏi Ieum",
      "Đang tải…",
      "Không mở được Ieum ở đây. Có thể bạn không có kết nối mạng, hoặc trang web này không được phép hiển thị Ieum.",
      "Mở Ieum trong tab mới",
      "Thử lại",
      "Đóng",
    ],
    mn: [
      "Ieum-ээс асуух",
      "Ачаалж байна…",
      "Ieum-ийг энд нээж чадсангүй. Интернэт холболт байхгүй, эсвэл энэ вэбсайт дээр Ieum-ийг ашиглах боломжгүй байж магадгүй.",
      "Ieum-ийг шинэ табд нээх",
      "Дахин оролдох",
      "Хаах",
    ],
  };
  const NAME = "Ieum 이음";
  const LONGEST_WAIT = 10000;
  const WAIT_AFTER_LOAD = 2500;
  const BUBBLE = "M4 4h16q2 0 2 2v10q0 2-2 2h-9l-5 4v-4H4q-2 0-2-2V6q0-2 2-2z";
  const CROSS = "M6 6l12 12M18 6L6 18";

  /* Colours as in ieum.css; no rem, which a host may set. */
  const CSS = `
.all{--ink:#16232b;--paper:#fff;--line:#7b8a93;--accent:#0b4f6c;--on:#fff;color-scheme:light;color:var(--ink);font:1.0625em/1.6 system-ui,sans-serif}
.dark{--ink:#e9eff2;--paper:#12191d;--line:#8fa0aa;--accent:#8fd0ee;--on:#0a1a22;color-scheme:dark}
:lang(ko){word-break:keep-all}
*{box-sizing:border-box}
button,a{display:flex;align-items:center;justify-content:center;gap:.5em;min-height:44px;padding:.4em 1em;border:2px solid var(--accent);border-radius:.5em;background:var(--paper);color:var(--accent);font:inherit;font-weight:700;text-align:center;text-decoration:none;cursor:pointer}
.first{background:var(--accent);color:var(--on)}
.launch{min-height:56px;border-color:var(--on);border-radius:28px;box-shadow:0 2px 10px #0006}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;box-shadow:0 0 0 3px var(--paper)}
svg{width:1.5em;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.count:empty{display:none}
.count{padding:0 .5em;border-radius:1em;background:var(--on);color:var(--accent)}
dialog{position:fixed;inset:auto;bottom:calc(max(16px,env(safe-area-inset-bottom)) + 68px);width:400px;height:min(680px,100vh - 100px);height:min(680px,100dvh - 100px);max-width:none;max-height:none;margin:0;padding:0;border:1px solid var(--line);border-radius:.75em;overflow:hidden;background:var(--paper);color:inherit;box-shadow:0 4px 24px #0006}
.right dialog{right:max(16px,env(safe-area-inset-right))}
.left dialog{left:max(16px,env(safe-area-inset-left))}
dialog.full{inset:0;width:100%;height:100vh;height:100dvh;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);border:0;border-radius:0}
iframe{display:block;width:100%;height:100%;border:0}
.wait iframe{position:absolute;visibility:hidden}
.cover{display:none;padding:1em}
.wait .cover{display:grid;gap:1em;max-height:100%;overflow:auto}
.head{display:flex;align-items:center;justify-content:space-between;font-weight:700}
p{margin:0}
@media print{.all{display:none}}
`;

  const warn = (text) => console.warn(`Ieum: ${text}`);

  /* In a module, the current script is none. */
  const script = [document.currentScript, ...document.scripts].find(
    (one) => one && /\/widget\.js([?#]|$)/.test(one.src),
  );
  if (!script) return warn("no script has an address that ends in /widget.js.");
  const { origin } = new URL(script.src);

  const choose = (name, allowed) => {
    const value = script.dataset[name];
    if (!value || allowed.includes(value)) return value;
    warn(`data-${name} may be ${allowed.join(", ")}; it is "${value}".`);
  };
  const languages = Object.keys(WORDS);
  const lang =
    choose("lang", languages) ||
    [document.documentElement.lang, ...navigator.languages]
      .map((tag) => tag.toLowerCase().split(/[-_]/)[0])
      .find((code) => languages.includes(code));
  const theme = choose("theme", ["auto", "light", "dark"]) || "auto";
  const side = choose("position", ["right", "left"]) || "right";
  const [ask, loading, failed, tab, again, shut] = WORDS[lang || "en"];

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };

  const draw = () => {
    if (document.querySelector("ieum-widget")) return warn("this page has the widget already.");

    const [picture, shape] = ["svg", "path"].map((name) =>
      document.createElementNS("http://www.w3.org/2000/svg", name),
    );
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.append(shape);
    const count = make("span", { class: "count" });
    const opens = { class: "launch first", "aria-haspopup": "dialog" };
    const launcher = make("button", opens, picture, ask, count);
    const state = make("p", { role: "status" });
    const closer = make("button", {}, shut);
    const retry = make("button", {}, again);
    const href = `${origin}/${lang ? `${lang}/` : ""}`;
    const link = make("a", { class: "first", target: "_blank", rel: "noopener", href }, tab);
    const head = make("div", { class: "head" }, NAME, closer);
    const cover = make("div", { class: "cover" });
    const dialog = make("dialog", { "aria-label": NAME }, cover);
    const inside = { class: `all ${side}`, lang: lang || "en", dir: "ltr" };
    const all = make("div", inside, launcher, dialog);

    const host = make("ieum-widget");
    /* Important, lest rules of the host win. */
    host.style.cssText = `all:initial;position:fixed;z-index:2147483647;bottom:max(16px,env(safe-area-inset-bottom));${side}:max(16px,env(safe-area-inset-${side}))`.replace(/;|$/g, "!important;");
    const root = host.attachShadow({ mode: "open" });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    } catch {
      /* Safari before 16.4 cannot. */
      root.append(make("style", {}, CSS));
    }
    root.append(all);
    document.body.append(host);

    const small = matchMedia("(max-width: 639.98px), (max-height: 479.98px)");
    const night = matchMedia("(prefers-color-scheme: dark)");
    const shade = () =>
      all.classList.toggle("dark", theme === "dark" || (theme === "auto" && night.matches));
    night.addEventListener("change", shade);
    shade();

    let frame, timer;
    let isOpen, isReady, isWide;

    const mark = (open) => {
      isOpen = open;
      shape.setAttribute("d", open ? CROSS : BUBBLE);
      launcher.setAttribute("aria-expanded", open);
    };

    const wait = (time) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        state.textContent = failed;
        cover.append(link, retry);
      }, time);
    };

    const load = () => {
      frame?.remove();
      frame = make("iframe", {
        title: NAME,
        sandbox:
          "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
        allow: "clipboard-write",
        referrerpolicy: "strict-origin",
        src: `${origin}/widget/panel?${lang ? `lang=${lang}&` : ""}theme=${theme}`,
      });
      isReady = false;
      state.textContent = loading;
      cover.replaceChildren(head, state);
      dialog.classList.add("wait");
      /* What may not be framed is "loaded", too: only the panel itself tells. */
      frame.addEventListener("load", () => isReady || link.isConnected || wait(WAIT_AFTER_LOAD));
      wait(LONGEST_WAIT);
      dialog.append(frame);
    };

    const say = (what) => frame.contentWindow.postMessage({ ieum: what }, origin);

    const greet = () => {
      frame.focus();
      say("opened");
    };

    const show = () => {
      const isFull = isWide || small.matches;
      if (dialog.open && dialog.classList.contains("full") === isFull) return;
      /* To close it would lose the panel's focus; a modal one has to be closed. */
      if (isFull) dialog.removeAttribute("open");
      else dialog.close();
      dialog.classList.toggle("full", isFull);
      dialog[isFull ? "showModal" : "show"]();
      fit();
      if (isReady) frame.focus();
    };

    /* No unit of CSS knows the keyboard of a phone. */
    const fit = () => {
      const { height, offsetTop, scale } = visualViewport;
      const isCut = dialog.matches(".full") && scale < 1.01 && innerHeight - height > 120;
      dialog.style.cssText = isCut ? `height:${height}px;top:${offsetTop}px` : "";
    };

    const close = () => {
      mark(false);
      if (isReady) say("closed");
      dialog.close();
      launcher.focus();
    };

    const open = () => {
      mark(true);
      count.textContent = "";
      if (!frame) load();
      show();
      if (isReady) greet();
    };

    const hear = {
      __proto__: null,
      ready() {
        isReady = true;
        clearTimeout(timer);
        dialog.classList.remove("wait");
        if (isOpen) greet();
      },
      close: () => isOpen && close(),
      leave({ to }) {
        if (!/^https?:\/\//i.test(to)) return;
        document.documentElement.style.setProperty("display", "none", "important");
        document.title = "…";
        location.replace(to);
      },
      expand({ on }) {
        isWide = on === true;
        if (isOpen) show();
      },
      unread({ count: number }) {
        count.textContent = number > 0 && !isOpen ? number : "";
      },
    };
    addEventListener("message", (event) => {
      if (event.origin !== origin || !frame || event.source !== frame.contentWindow) return;
      hear[event.data?.ieum]?.(event.data);
    });

    launcher.onclick = () => (isOpen ? close() : open());
    closer.onclick = close;
    retry.onclick = () => {
      load();
      closer.focus();
    };
    /* The browser closes it, too: the "back" of Android does. */
    dialog.onclose = () => isOpen && !dialog.open && close();
    small.addEventListener("change", () => isOpen && show());
    for (const change of ["resize", "scroll"]) visualViewport.addEventListener(change, fit);
    launcher.onfocus = launcher.onpointerenter = () => {
      launcher.onfocus = launcher.onpointerenter = null;
      document.head.append(make("link", { rel: "preconnect", href: origin }));
    };
    root.addEventListener("keydown", (event) => {
      if (!isOpen || event.key !== "Escape") return;
      event.preventDefault();
      close();
    });
    mark(false);
  };

  if (document.body) draw();
  else addEventListener("DOMContentLoaded", draw, { once: true });
})();
