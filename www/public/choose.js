// Goes on to the first link in a language that the visitor reads, or else to the first link,
// with whatever the address carries. Without it the links are there to click.

/** Language and script: zh-TW and zh-Hant are the same to a reader, zh-CN is not. */
function written(tag) {
  const { language, script } = new Intl.Locale(tag).maximize();
  return `${language}-${script}`;
}

const links = [...document.querySelectorAll("a[hreflang]")];
const readable = navigator.languages.map(written);
const choice = readable
  .map((language) => links.find((link) => written(link.hreflang) === language))
  .find((link) => link);
const { search, hash } = location;
location.replace((choice ?? links[0]).href + search + hash);
