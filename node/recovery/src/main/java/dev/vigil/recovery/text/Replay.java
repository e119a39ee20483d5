package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Step;

/**
 * A case lived through once more: what is decided now, in the form of a case, beside what was given. {@code end} says why it could not
 * be followed to its end: what is decided now has led elsewhere.
 */
public record Replay(Case told, List<Moment> moments, Optional<String> end) {

    private static final String STARTED = "started";

    public Replay {
        moments = List.copyOf(moments);
    }

    /** One event, the view it met, and what it led to. */
    public record Moment(Ticks at, Event event, ClusterView before, Step step) {}

    /** What decides. */
    public interface Controller {
        Step step(ClusterView view, Ticks now, Event event);
    }

    /** By this program's controller. Throws {@link IllegalArgumentException} when the beginning cannot be read. */
    public static Replay of(Case shown) {
        return of(shown, start(shown), RecoveryController::step);
    }

    public static Replay of(Case shown, ClusterView start, Controller controller) {
        Telling telling = beginning(shown);
        ClusterView view = start;
        List<Moment> moments = new ArrayList<>();
        List<Case.Moment> told = new ArrayList<>();
        for (Case.Moment moment : shown.moments()) {
            Event event;
            Step step;
            try {
                event = EventText.parse(telling.scene(), moment.event());
                step = controller.step(view, moment.at(), event);
            } catch (IllegalArgumentException unfit) {
                return new Replay(shown.with(told), moments, Optional.of(moment.event().head() + ": " + unfit.getMessage()));
            } catch (RuntimeException broken) {
                return new Replay(shown.with(told), moments,
                        Optional.of(moment.event().head() + " breaks the controller: " + broken));
            }
            Case.Moment next = telling.tell(view, moment.at(), event, step);
            told.add(new Case.Moment(moment.comments(), next.at(), next.event(), next.decisions(), next.facts()));
            moments.add(new Moment(moment.at(), event, view, step));
            view = step.next();
        }
        return new Replay(shown.with(told), moments, Optional.empty());
    }

    /** A case whose first event is the start begins with the disk alone. */
    public static ClusterView start(Case shown) {
        return isOfStart(shown) ? ClusterView.before(shown.self()) : GivenText.parse(shown.given()).view(shown.self());
    }

    static boolean isOfStart(Case shown) {
        return shown.moments().stream().findFirst().filter(first -> first.event().verb().equals(STARTED)).isPresent();
    }

    private static Telling beginning(Case shown) {
        return Telling.of(shown.self(), shown.given());
    }

    /**
     * The end of a case: from the last moment at rest that is not after {@code earliest}, or all of it when there is none. What it
     * cannot follow is left out.
     */
    public static Case since(Case whole, Ticks earliest) {
        Replay all = of(whole);
        int begin = 0;
        for (int place = 0; place < all.moments().size(); place++) {
            Moment moment = all.moments().get(place);
            begin = !earliest.isBefore(moment.at()) && RestText.isRest(moment.before()) ? place : begin;
        }
        if (begin == 0) {
            return all.told();
        }
        Telling first = beginning(whole);
        all.moments().subList(0, begin).forEach(past -> first.tell(past.before(), past.at(), past.event(), past.step()));
        Telling second = first.next(all.moments().get(begin).before()).orElseThrow();
        List<Case.Moment> told = all.moments().subList(begin, all.moments().size()).stream()
                .map(next -> second.tell(next.before(), next.at(), next.event(), next.step())).toList();
        return new Case(whole.comments(), second.given(), whole.self(), told);
    }
}
