// Who will act, one of the panel or a team: where one is chosen, the other cannot be given.

const seat = document.getElementById("sheet-seat");
const team = document.getElementById("sheet-team");

function follow() {
  team.disabled = Boolean(seat.value);
  team.required = !team.disabled;
}

if (seat) {
  seat.addEventListener("change", () => {
    follow();
    if (!team.disabled) team.focus();
  });
  follow();
}
