// How fast questions may come: the form shows what stands now, whoever set it; what is being typed stays.

document.querySelector(".fold--pace")?.addEventListener("toggle", ({ target }) => {
  if (!target.open) return;
  const { slow, most, each } = document.getElementById("chat-pace").dataset;
  const { elements } = target.querySelector("form");
  for (const [name, now] of Object.entries({ slow, most, each })) {
    const field = elements[name];
    if (field.value === field.defaultValue) field.value = field.defaultValue = now;
  }
});
